;;; try.el --- The recipes in a real Emacs without a screen -*- lexical-binding: t; -*-

;; Run by ../try; TRY_FOLDER holds a draft, wenfeng is on the PATH.

;;; Code:

(setq debug-on-error nil)
(prefer-coding-system 'utf-8)
(add-to-list 'load-path (file-name-directory load-file-name))
(require 'wenfeng)
(package-initialize)
(require 'eglot)

(defvar try-folder (getenv "TRY_FOLDER"))

(defun try-wait (what done)
  "Wait until DONE says so; WHAT is waited for."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall done)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall done) (error "Waited in vain for %s" what))))

(defun try-places ()
  "The beginnings of what Flymake shows, with the words that stand there."
  (mapcar (lambda (d) (let ((at (flymake-diagnostic-beg d)))
                        (buffer-substring at (min (+ at 7) (point-max)))))
          (flymake-diagnostics)))

(defun try-draft (name)
  "Visit the draft NAME."
  (let ((buffer (find-file-noselect (expand-file-name name try-folder))))
    (switch-to-buffer buffer)
    buffer))

(condition-case failure
    (progn
      ;; Flymake alone.
      (with-current-buffer (try-draft "稿.txt")
        (wenfeng-flymake-setup)
        (flymake-start)
        (try-wait "Flymake" (lambda () (flymake-diagnostics)))
        (unless (equal (try-places) '("对道路进行抢修")) (error "Flymake shows %S" (try-places)))
        (flymake-mode -1)
        (kill-buffer))
      ;; The language server.
      (wenfeng-eglot-setup)
      (with-current-buffer (try-draft "稿.txt")
        (text-mode)
        (setq-local eglot-sync-connect t)
        (apply #'eglot (eglot--guess-contact))
        (try-wait "Eglot" (lambda () (flymake-start) (flymake-diagnostics)))
        (unless (equal (try-places) '("对道路进行抢修")) (error "Eglot shows %S" (try-places)))
        (goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
        (let* ((actions (eglot-code-actions (point) (point)))
               (quick (seq-find (lambda (a) (equal (plist-get a :title) "改成「抢修道路」")) actions)))
          (unless quick (error "No quick fix among %S" actions))
          (eglot--apply-workspace-edit (plist-get quick :edit)))
        (goto-char (point-min))
        (unless (search-forward "😀👨‍👩‍👧已抢修道路，请绕行。" nil t)
          (error "The buffer is %S" (buffer-string)))
;; Without a user there is no idle time in which changes would be sent.
        (eglot--signal-textDocument/didChange)
        (try-wait "an empty list" (lambda () (flymake-start) (not (flymake-diagnostics))))
        (set-buffer-modified-p nil)
        (eglot-shutdown (eglot-current-server)))
      (message "emacs: fine"))
  (error (message "emacs: %s" (error-message-string failure))
         (kill-emacs 1)))
;;; try.el ends here
